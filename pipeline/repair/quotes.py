"""The family quotes."""

"""How Bitexte's bundled French→English model is made; see training/README.md."""

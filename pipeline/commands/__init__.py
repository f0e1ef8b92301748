"""The commands of `bitexte`, one a module: `add` declares its options, `execute` calls and prints."""

"""gradproof's Python side: `gradproof.prelude`, which lets scenario scripts run under plain PyTorch."""

"""The words, codes and registers that dateline reads with: data, no code."""

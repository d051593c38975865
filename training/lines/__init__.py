"""How the line model is made: pages with labelled lines, fit, cross-validation."""

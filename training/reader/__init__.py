"""How the learned reader is made: data, model, training, export."""

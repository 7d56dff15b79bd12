"""What the lead pictures show, drawn with flat shapes and gradients in the paper's palette."""

"""The plan of the round: read, changed, tried out before it is changed."""

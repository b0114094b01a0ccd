"""Makes the demo county."""

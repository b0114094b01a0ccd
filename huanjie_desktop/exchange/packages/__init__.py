"""上报包 as a folder: its names, its manifest, writing it whole or not at all, reading it with distrust."""

"""What varies, as typed data read from resources/catalog/*.toml."""

"""What `dev.py bench` measures: ratios to a yardstick taken in the same run, where there is one."""

"""What `dev.py release` has made, tried in clean Debian systems; HUANJIE_RELEASE names its folder."""

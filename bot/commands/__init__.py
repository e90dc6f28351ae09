"""What people can do on Discord: each command and component reads its arguments, asks the dictionary, and shows a page."""

"""What the bot does for those who run it: words to owners, invitations, its state, a changed configuration."""

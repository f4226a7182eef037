"""Pages for people who look rather than read: one file each, in both languages, without a network."""

"""What differs between two policies: in their text, in their meaning, and for whom."""

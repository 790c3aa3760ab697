"""The cellar: an installation as one file, and back."""

"""What is read off the words alone: languages, calendar words, sentences."""

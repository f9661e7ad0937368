"""The paper: an agreement's terms, its text in two languages, and the PDF that prints it."""

"""The kinds of question, one module each; a module in this folder is all that is needed to add one."""

"""Rules that hold the workbooks of several regions against one another; they run at consolidation."""

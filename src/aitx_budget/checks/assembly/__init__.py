"""What doesn't fit together when institutions' workbooks are put into the region's (ASM)."""

"""Rules about the waivers that a run is given."""

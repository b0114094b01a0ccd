"""The plan of a round: steps counted back from the days of its congresses, with the law that binds them."""

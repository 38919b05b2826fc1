"""What the program knows at birth: the plan, the catalogue of cited directives and the vocabularies. Data only."""

"""What the program knows at birth: plan, catalogue of cited directives, vocabularies. Data only."""

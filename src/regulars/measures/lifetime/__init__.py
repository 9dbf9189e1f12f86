"""Who is still a customer, and what are they worth: models of buying, leaving and spending."""

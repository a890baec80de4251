"""`make audit`: what Lighthouse says of every kind of page, and what a first visit costs."""

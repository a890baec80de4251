"""A second article, written in English and translated into Norwegian; and sites that hold other articles."""

"""Code tables that ship with the product: pure Python and data files, no Django.

They are the starting content: where people may edit a table (holidays, units, regions), its rows are copied into the
database once, and what is edited there is what counts.
"""

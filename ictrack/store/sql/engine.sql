-- Which engine answers, and which version of it?
-- grain:  one row
-- params: none
select concat('DuckDB ', version()) as engine

-- +goose Up
-- Since when these two have been, by the ONS register of statistical areas: counts of days
-- before were published under the codes of their predecessors.
UPDATE authorities SET starts = DATE '2013-04-01' WHERE code IN ('E06000057', 'E08000037') AND starts IS NULL;

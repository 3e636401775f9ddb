-- What may be shown of observed counts: the protected table. It is made from
-- observed_counts whenever those or the look-ups of areas change (demand.ProtectAll),
-- and everything shown or shared is made from it.
--
-- Serving reads protected_counts and not observed_counts: those only by observed_rows,
-- which notes the look.

-- +goose Up
SELECT set_config('search_path', current_setting('search_path') || ', pg_temp', true);

-- Two more fields of a cohort, empty where a file does not divide by them; and the area
-- that a file says an area is part of.
ALTER TABLE observed_counts ADD placement text NOT NULL DEFAULT '', ADD origin text NOT NULL DEFAULT '', ADD part_of text NOT NULL DEFAULT '',
    DROP CONSTRAINT observed_counts_pkey, ADD PRIMARY KEY (area_code, age_band, need, placement, origin, period);

CREATE TABLE protected_counts (
    area_code      text NOT NULL,
    area_name      text NOT NULL,
    level          text NOT NULL CHECK (level IN ('lsoa', 'msoa', 'district', 'authority', 'region', 'nation', 'postcode_district', 'other')),
    parent_code    text, -- the next area up that the period has counts of; none: not known
    authority_code text, -- the authority it is or lies in; none: several, or not known
    age_band       text NOT NULL,
    need           text NOT NULL,
    placement      text NOT NULL DEFAULT '',
    origin         text NOT NULL DEFAULT '',
    period         text NOT NULL,
    children       integer CHECK (children >= 0), -- none: c, not shown
    stand_in       bigint CHECK (stand_in >= 0),  -- thousandths of a child, where it is not shown
    PRIMARY KEY (period, area_code, age_band, need, placement, origin),
    CHECK (children IS NULL OR stand_in IS NULL)
);
CREATE INDEX protected_counts_authority ON protected_counts (authority_code);

-- +goose StatementBegin
-- Observed counts, all or those of some authorities, of one period or all. It is a look.
CREATE FUNCTION observed_rows(wanted_period text, wanted_authorities text[])
    RETURNS TABLE (area_code text, area_name text, level text, parent_code text, authority_code text, age_band text, need text, placement text, origin text,
                   period text, children integer, mark text, shown boolean)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    PERFORM audit_note('looked', 'observed_counts', coalesce(wanted_period, ''), coalesce('of ' || wanted_period, 'of all periods'), coalesce(wanted_authorities, '{}'));
    RETURN QUERY SELECT p.area_code, p.area_name, p.level, p.parent_code, p.authority_code, p.age_band, p.need, p.placement, p.origin,
                        p.period, o.children, o.mark, p.children IS NOT NULL
        FROM observed_counts o JOIN protected_counts p USING (area_code, age_band, need, placement, origin, period)
        WHERE (wanted_period IS NULL OR o.period = wanted_period) AND (wanted_authorities IS NULL OR p.authority_code = ANY (wanted_authorities));
END $$;
-- +goose StatementEnd

GRANT SELECT, UPDATE (stand_in) ON protected_counts TO homeground_app;
GRANT INSERT, UPDATE, DELETE ON protected_counts TO homeground_import;
REVOKE EXECUTE ON FUNCTION observed_rows(text, text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION observed_rows(text, text[]) TO homeground_app;

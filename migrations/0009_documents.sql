-- Documents and photographs of sites.
--
-- A file comes in pieces, so that a poor connection loses little: upload_parts keeps them,
-- each user's own, until the document is made of them, for a day at most. What a file is
-- called and shows may tell where a restricted site is: the serving role reads none of it
-- but through functions that note the look. A document that should not be there is taken
-- out with a reason: its content goes, the record stays.

-- +goose Up
CREATE TABLE upload_parts (
    user_id bigint NOT NULL REFERENCES users,
    upload  text NOT NULL CHECK (upload ~ '^[0-9a-f-]{36}$'),
    part    integer NOT NULL CHECK (part BETWEEN 0 AND 159),
    content bytea NOT NULL CHECK (length(content) BETWEEN 1 AND 524288),
    at      timestamptz NOT NULL,
    PRIMARY KEY (user_id, upload, part)
);
CREATE INDEX upload_parts_at ON upload_parts (at);

CREATE TABLE documents (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    site_id         bigint NOT NULL REFERENCES sites,
    kind            text NOT NULL CHECK (kind IN ('document', 'photograph')),
    title           text NOT NULL CHECK (title <> ''),
    file_name       text NOT NULL CHECK (file_name <> ''),
    media_type      text NOT NULL,
    bytes           bigint NOT NULL CHECK (bytes > 0),
    sha256          text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'), -- of what is kept
    taken_on        date,
    note            text NOT NULL DEFAULT '',
    by_name         text NOT NULL,
    at              timestamptz NOT NULL,
    removed_because text CHECK (removed_because <> ''),
    version         integer NOT NULL DEFAULT 1
);
CREATE INDEX documents_site ON documents (site_id);

CREATE TABLE document_files (
    document_id bigint PRIMARY KEY REFERENCES documents,
    content     bytea, -- none once it was taken out
    thumbnail   bytea  -- JPEG, of a photograph
);
ALTER TABLE document_files ALTER content SET STORAGE EXTERNAL, ALTER thumbnail SET STORAGE EXTERNAL; -- compressed already

-- +goose StatementBegin
DO $$
DECLARE
    site_of CONSTANT text := '(SELECT %s FROM sites s WHERE s.id = %%1$s.site_id)';
BEGIN
    FOR i IN 1..3 LOOP
        EXECUTE format('CREATE TRIGGER note_%s AFTER %s ON documents REFERENCING %s FOR EACH STATEMENT EXECUTE FUNCTION note_changes(%L, %L, %L, %L, %L, %L, %L, %L, %L)',
            (ARRAY['added', 'changed', 'removed'])[i], (ARRAY['INSERT', 'UPDATE', 'DELETE'])[i],
            (ARRAY['NEW TABLE AS new_rows', 'NEW TABLE AS new_rows OLD TABLE AS old_rows', 'OLD TABLE AS old_rows'])[i],
            'document', 'id', '%1$s.site_id::text', format(site_of, 's.public_name'),
            format(site_of, 'CASE WHEN s.owner_authority <> s.host_authority THEN ARRAY[s.owner_authority, s.host_authority] ELSE ARRAY[s.host_authority] END'),
            '(SELECT project_id FROM project_sites p WHERE p.site_id = %1$s.site_id)', 'version site_id by_name at', '', 'title file_name note sha256 taken_on bytes');
    END LOOP;
END $$;
-- +goose StatementEnd

-- +goose StatementBegin
-- A site's documents with their thumbnails, the newest first. Of a restricted site it is
-- a look.
CREATE FUNCTION documents_of(site bigint) RETURNS TABLE (id bigint, site_id bigint, kind text, title text, file_name text, media_type text, bytes bigint,
        taken_on date, note text, by_name text, at timestamptz, removed_because text, version integer, thumbnail bytea)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    PERFORM note_look(site);
    RETURN QUERY SELECT d.id, d.site_id, d.kind, d.title, d.file_name, d.media_type, d.bytes, d.taken_on, d.note, d.by_name, d.at, d.removed_because, d.version, f.thumbnail
        FROM documents d JOIN document_files f ON f.document_id = d.id WHERE d.site_id = site ORDER BY d.at DESC, d.id DESC;
END $$;
-- +goose StatementEnd

-- +goose StatementBegin
-- The file of a document. Of a restricted site it is a look.
CREATE FUNCTION document_file(document bigint) RETURNS TABLE (file_name text, media_type text, sha256 text, content bytea)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    PERFORM note_look((SELECT d.site_id FROM documents d WHERE d.id = document));
    RETURN QUERY SELECT d.file_name, d.media_type, d.sha256, f.content FROM documents d JOIN document_files f ON f.document_id = d.id
        WHERE d.id = document AND f.content IS NOT NULL;
END $$;
-- +goose StatementEnd

-- +goose StatementBegin
-- How much a site's documents hold, and how often it has a file: nothing of what they are.
CREATE FUNCTION documents_held(site bigint, file_sha256 text, OUT files bigint, OUT bytes bigint, OUT same bigint)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
    SELECT count(*), coalesce(sum(d.bytes), 0)::bigint, count(*) FILTER (WHERE d.sha256 = file_sha256) FROM documents d WHERE d.site_id = site AND d.removed_because IS NULL
$$;
-- +goose StatementEnd

REVOKE EXECUTE ON FUNCTION documents_of(bigint), document_file(bigint), documents_held(bigint, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION documents_of(bigint), document_file(bigint), documents_held(bigint, text) TO homeground_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON upload_parts TO homeground_app;
GRANT SELECT (id, site_id, version, removed_because), INSERT, UPDATE (removed_because, version) ON documents TO homeground_app;
GRANT SELECT (document_id), INSERT, UPDATE ON document_files TO homeground_app;

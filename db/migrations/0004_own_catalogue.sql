-- The office's own entries of every kind stand in one table: forms, kinds of congress, texts, rules, places of characters.
-- undo ends here: 本单位的目录换了存放方式

ALTER TABLE form_version RENAME TO own_entry;

ALTER TABLE own_entry RENAME COLUMN form TO entry;

ALTER TABLE own_entry RENAME COLUMN name TO title;

ALTER TABLE own_entry RENAME COLUMN printed TO frozen;

ALTER TABLE own_entry ADD COLUMN kind TEXT NOT NULL DEFAULT 'form';

ALTER TABLE own_entry ADD COLUMN scope TEXT NOT NULL DEFAULT '';

INSERT INTO own_entry (id, entry, number, title, body, position, kind)
SELECT
  lower(hex(randomblob(16))), key, 1, key,
  json_object('id', key, 'strokes', json_extract(value, '$[0]'), 'after', json_extract(value, '$[1]')), 0, 'stroke_place'
FROM (SELECT each.key, each.value FROM setting, json_each(setting.value) AS each WHERE setting.id = 'stroke_overrides');

DELETE FROM setting WHERE id = 'stroke_overrides';

CREATE INDEX own_entry_by_kind ON own_entry (kind);

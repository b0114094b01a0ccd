-- What a sitting and an item of its agenda are, whatever they are called; '' where nobody has said.

ALTER TABLE session ADD COLUMN role TEXT NOT NULL DEFAULT '';

ALTER TABLE agenda_item ADD COLUMN role TEXT NOT NULL DEFAULT '';

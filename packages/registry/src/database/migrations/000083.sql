-- The words of those who watch, and of data subjects, stay under the keys that sealed them: the chain of acts (000076) vouches for
-- the bytes of the boxes. So the rotation has no business with them (000082 had granted it).
do $$
declare kept record;
begin
  for kept in select * from (values
    ('inspection', 'id', 'hidden_ground'),
    ('broken_glass', 'id', 'reason, word'),
    ('alarm', 'id', 'word'),
    ('subject_request', 'id', 'words, answer')) v (t, names, boxes)
  loop
    execute format('revoke select (ctid, tableoid, %s, %s), update (%s) on %I from cbccvc_rotate', kept.names, kept.boxes, kept.boxes, kept.t);
    execute format('drop trigger box_keeps_length on %I', kept.t);
  end loop;
end $$;

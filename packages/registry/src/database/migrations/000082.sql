-- The rotation seals anew what else lies under data keys: sealed counts, findings, questions and proposals, words of those who
-- watch, and what belongs to accounts. It sees of each row what names it, and the box; it puts a box of the same length in
-- its place, and changes nothing else. Parcels and the feed stay under their keys: the log vouches for their bytes.
create function refuse_other_box() returns trigger language plpgsql as $$
declare box text;
begin
  foreach box in array tg_argv loop
    if length(to_jsonb(new) ->> box) is distinct from length(to_jsonb(old) ->> box) then
      raise exception 'a box gives way to one of the same length alone' using errcode = 'insufficient_privilege';
    end if;
  end loop;
  return new;
end $$;

do $$
declare kept record;
begin
  for kept in select * from (values
    ('code_total', 'unit_id', 'box'),
    ('code_delta', 'id, unit_id', 'box'),
    ('person_codes', 'person_id', 'encrypted'),
    ('finding', 'parcel, record_index, rule, path', 'facts'),
    ('question', 'id, parcel, sender', 'asks'),
    ('proposal', 'id', 'values_sealed'),
    ('inspection', 'id', 'hidden_ground'),
    ('broken_glass', 'id', 'reason, word'),
    ('alarm', 'id', 'word'),
    ('account_totp', 'account_id', 'box'),
    ('issuer_key', 'kid', 'box'),
    ('oidc_row', 'kind, digest', 'box'),
    ('subject_request', 'id', 'words, answer')) v (t, names, boxes)
  loop
    execute format('grant select (ctid, tableoid, %s, %s), update (%s) on %I to cbccvc_rotate', kept.names, kept.boxes, kept.boxes, kept.t);
    execute format('create trigger box_keeps_length before update on %I for each row when (current_user = ''cbccvc_rotate'') execute function refuse_other_box(%s)',
      kept.t, kept.boxes);
  end loop;
end $$;

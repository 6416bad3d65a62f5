-- A step names its post and unit without a constraint. Every step of an office would lock the same two rows, and many
-- at the same moment pay for that with lists of who holds them (multixacts). Posts and units are never deleted, and what
-- a step changed is only ever entered by the trigger of the step itself.
alter table step drop constraint step_post_id_fkey, drop constraint step_unit_id_fkey,
  drop constraint step_struck_post_fkey;
alter table step_change drop constraint step_change_step_id_fkey;
alter table step_entry drop constraint step_entry_step_id_fkey, drop constraint step_entry_entry_id_fkey;

-- Why a dialogue was announced with fewer days than the law asks for, or entered after it was held on paper: for all to
-- read. And why more came than there are seats.
alter table dialogue add column late_why text, add column over_why text;

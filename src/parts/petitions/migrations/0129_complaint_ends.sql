-- Whether what a denunciation says has been verified: nothing is concluded before (Law on Denunciations 2018, Art. 28).
alter table petition add column verified_on date;

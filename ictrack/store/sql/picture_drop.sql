-- Let a picture go, or the macro that reads some together.
drop schema memory.one_picture cascade;

// Placeholder until the folder is written.

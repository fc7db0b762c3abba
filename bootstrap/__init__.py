"""The one composition root: settings, engine, Context and transaction, for web, jobs and demo alike."""

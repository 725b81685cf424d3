using Trainyard.Ingestion;

await Trainyard.Hosting.YardBuilder.Run(args, new IngestionService());

using Trainyard.Preprocessing;

await Trainyard.Hosting.YardBuilder.Run(args, new PreprocessingService());

using Trainyard.Training;

await Trainyard.Hosting.YardBuilder.Run(args, new TrainingService());

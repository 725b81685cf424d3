using Trainyard.Serving;

await Trainyard.Hosting.YardBuilder.Run(args, new ServingService());

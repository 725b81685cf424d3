using Trainyard.Alerting;

await Trainyard.Hosting.YardBuilder.Run(args, new AlertingService());

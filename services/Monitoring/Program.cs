using Trainyard.Monitoring;

await Trainyard.Hosting.YardBuilder.Run(args, new MonitoringService());

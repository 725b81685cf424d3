using Trainyard.Registry;

await Trainyard.Hosting.YardBuilder.Run(args, new RegistryService());

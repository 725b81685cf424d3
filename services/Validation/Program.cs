using Trainyard.Validation;

await Trainyard.Hosting.YardBuilder.Run(args, new ValidationService());

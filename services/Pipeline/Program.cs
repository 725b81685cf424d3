using Trainyard.Pipeline;

await Trainyard.Hosting.YardBuilder.Run(args, new PipelineService());

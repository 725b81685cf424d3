global using Trainyard.Models.Artifact;
global using Trainyard.Models.LightGbm;
global using Trainyard.Models.Linear;
global using Trainyard.Models.Trees;

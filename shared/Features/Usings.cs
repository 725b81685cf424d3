global using Trainyard.Features.Expressions;
global using Trainyard.Features.Fitted;
global using Trainyard.Features.Fitting;
global using Trainyard.Features.Matrix;
global using Trainyard.Features.Rows;
global using Trainyard.Features.Steps;
global using Trainyard.Features.Tables;
